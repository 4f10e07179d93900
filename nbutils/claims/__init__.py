"""What articles assert: sentences to clauses, clauses to claims with typed slots, or with the missing slot named."""
