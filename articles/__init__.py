"""The archive: its record, how stories come in, how they are found and read."""
