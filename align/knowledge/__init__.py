"""What the project knows: loaders and validators of mappings/."""
