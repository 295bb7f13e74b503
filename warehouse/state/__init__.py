"""What people decide in the portal and who they are: the only data that no export can bring back."""
