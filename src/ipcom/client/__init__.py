"""The live link to a gateway: connection, planner and the client that users hold."""
