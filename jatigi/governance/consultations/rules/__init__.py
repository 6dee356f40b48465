"""Pure rules: who may still speak, what silence means, where a passage went, what an answer to a remark may say."""
