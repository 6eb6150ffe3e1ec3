"""What a journey tells: pure functions over its records and its graph."""
