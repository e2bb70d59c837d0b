"""Listed names in texts, and what tells them from ordinary words."""
