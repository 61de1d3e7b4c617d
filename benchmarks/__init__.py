"""How fast the library is, as ratios in one run: against a plain kernel that does the same, and against a limit.

Seconds are printed for orientation; what counts are the ratios, since they hold on other machines too.
"""
