"""What a journey is: records, changes, the graph that holds them, and the edits that make changes. No Qt, no I/O."""
