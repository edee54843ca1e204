"""What AWS's services do behind their API: decisions apart from what carries them out."""
