"""Instance metadata (IMDS): what an instance learns about itself at 169.254.169.254."""
