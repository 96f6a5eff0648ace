"""What is mapped to Home Assistant, and how entities come and go."""
