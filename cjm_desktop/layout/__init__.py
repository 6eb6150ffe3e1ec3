"""Where everything goes: pure functions from a journey to drawings, without Qt, files or clock."""
