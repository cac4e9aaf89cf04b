"""What watching costs from the fetch to the record, beside a bare Scrapy fetch of the same pages in the same run.

    python -m benchmarks.line [PAGES [DATABASE]]

What it does and prints is told in `benchmarks.rounds`. This module holds nothing: each reader process imports the main
module again, and that of `clausewatch` holds next to nothing too.
"""

if __name__ == "__main__":
    from benchmarks.rounds import main

    main()
