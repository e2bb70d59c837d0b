"""Who fills the roles of a statement: slots, subjects, lists of names, what is left unsaid."""
