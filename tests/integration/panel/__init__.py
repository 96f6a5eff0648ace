"""Tests of the panel's Python side: a page is a websocket client, and the house is simulated."""
