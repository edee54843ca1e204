"""AWS Systems Manager Run Command: documents carried out in machines."""
