"""What is asked: versions, dimensions, indicators, levels, concordances, crosswalks.

``schema`` is the file's form, ``rules`` what makes it sound, ``structure`` the result that everybody reads,
``canonical`` its one spelling, ``library`` the folder of files, ``excel`` the workbook. A published version never
changes.
"""
