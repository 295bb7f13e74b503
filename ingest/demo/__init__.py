"""The demo province: invented people in Lampung's real agencies, and what their applications would export."""
