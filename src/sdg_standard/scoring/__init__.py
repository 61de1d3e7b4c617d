"""From values and a plan to numbers of nodes × cases.

``cases`` says who is scored, ``readings`` and ``paths`` what a leaf reads, ``track`` and ``track_maker`` take
values through steps, ``reference`` fits points, ``branches`` and ``weights`` make one number of several, ``tree`` does
all of it, ``trends`` does it with another reading. ``request`` is what is asked for, ``result`` what comes out.
"""
