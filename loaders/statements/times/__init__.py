"""When what a statement says took place."""
