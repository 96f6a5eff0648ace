"""The Python side of the panel: its files, its place in the side bar, and its websocket commands."""
