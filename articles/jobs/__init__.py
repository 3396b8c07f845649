"""What runs outside a request: long imports, and the archive's upkeep."""
