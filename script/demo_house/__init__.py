"""The shop window: a simulated house under a real Home Assistant, to look at and to measure.

Runs in Home Assistant's environment with the library's sources on the path; see script/demo.
"""
