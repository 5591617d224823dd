"""Reads articles on every machine of an Apache Spark cluster.

    spark-submit examples/spark/extract.py ARTICLES OUT [FORMAT]

ARTICLES: JSON Lines (files, folders, hdfs:// or s3:// addresses), one article a line with "doc" and "text", and "title", "date", "url", "source" if there are.
OUT:      a folder; one part a partition, in the order of the articles.
FORMAT:   jsonl (the default) or nquads. The parts of nquads, put together and sorted, are a graph: cat OUT/part-* | LC_ALL=C sort -u > graph.nq

relata must be on the PATH of the workers, or named by RELATA. Each partition is one run of it: a filter that loads its model once, keeps the order, and passes
over records that cannot be read, naming them on standard error. One thread a run, since Spark has as many runs as there are cores.
"""

import os
import subprocess
import sys
import threading

from pyspark.sql import SparkSession

RELATA = os.environ.get("RELATA", "relata")
FORMATS = ("jsonl", "nquads")


def extract(format):
    """A function from the lines of a partition to relata's lines about them, as they come."""

    def of_partition(lines):
        command = [RELATA, "--quiet", "extract", "--from", "jsonl", "--format", format, "--threads", "1", "-"]
        filter = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

        def feed():
            try:
                for line in lines:
                    filter.stdin.write(line + "\n")
                filter.stdin.close()
            except BrokenPipeError:
                pass  # The exit status below says why it stopped reading.

        # Fed from beside: otherwise both ends could wait for each other.
        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        for line in filter.stdout:
            yield line.rstrip("\n")
        feeder.join()
        # 2: some records could not be read, and were named; the rest was.
        if filter.wait() not in (0, 2):
            raise RuntimeError(f"relata ended with status {filter.returncode}")

    return of_partition


def main():
    if len(sys.argv) not in (3, 4) or (sys.argv[3:] and sys.argv[3] not in FORMATS):
        sys.exit(__doc__)
    articles, out, format = sys.argv[1], sys.argv[2], (sys.argv[3:] or ["jsonl"])[0]
    spark = SparkSession.builder.appName("relata").getOrCreate()
    # Lines, not records: what is in them is relata's business, and a bad one must not stop the rest.
    spark.sparkContext.textFile(articles, minPartitions=spark.sparkContext.defaultParallelism).mapPartitions(extract(format)).saveAsTextFile(out)
    spark.stop()


if __name__ == "__main__":
    main()
