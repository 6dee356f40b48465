"""An institution's questions as one Excel file, and the filled-in file back into the round (simple exchange).

The file carries a manifest: which round, which institution, which wording, and a fingerprint of each cell as it was
handed out. So an import knows what the institution wrote, and what someone else changed meanwhile.
"""
