"""Simulated respondents: who they are, what they answer, and which way they go."""
