"""What descriptions and pronouns stand for."""
