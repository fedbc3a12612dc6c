package dev.weir.architecture.wrong.http;

import io.micrometer.core.instrument.Counter;
import org.apache.lucene.index.IndexWriter;
import org.rocksdb.RocksDB;
import reactor.core.publisher.Mono;

/** Each of these has one package that may know it, and this is none of them. */
final class KnowsLibraries {
  final Class<?> index = IndexWriter.class;
  final Class<?> store = RocksDB.class;
  final Class<?> reactor = Mono.class;
  final Class<?> meter = Counter.class;
}
