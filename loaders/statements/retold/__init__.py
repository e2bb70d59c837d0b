"""What a sentence tells again of others: echoes, gapped clauses, pairs."""
