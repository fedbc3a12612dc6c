package dev.weir.compare.peer;

import dev.weir.compare.process.Pinned;
import dev.weir.compare.process.Programs;
import dev.weir.compare.process.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * nginx as a caching proxy on disk, tuned as its documentation says: kept-alive connections to the
 * origin, one fetch for all who wait, open files remembered, sendfile with {@code tcp_nopush}, no
 * access log. {@code tcp_nopush} is the documented choice for throughput; it delays the last packet
 * of some answers by 40 ms.
 */
public final class Nginx extends OneProcess {
  private static final String CONFIGURATION =
      """
      %s
      worker_processes 1;
      daemon off;
      pid {folder}/nginx.pid;
      error_log stderr error;
      events {
        worker_connections 4096;
        use epoll;
      }
      http {
        default_type application/octet-stream;
        access_log off;
        sendfile on;
        tcp_nopush on;
        tcp_nodelay on;
        keepalive_timeout 75s;
        keepalive_requests 100000000;
        open_file_cache max=20000 inactive=1h;
        open_file_cache_valid 1h;
        open_file_cache_min_uses 1;
        client_body_temp_path {folder}/body;
        proxy_temp_path {folder}/proxy;
        fastcgi_temp_path {folder}/fastcgi;
        uwsgi_temp_path {folder}/uwsgi;
        scgi_temp_path {folder}/scgi;
        proxy_cache_path {folder}/cache levels=1:2 keys_zone=npm:64m max_size=8g inactive=1d
                         use_temp_path=off;
        map $http_accept $form {
          default application/json;
          "~application/vnd\\.npm\\.install-v1\\+json" $http_accept;
        }
        map $http_accept_encoding $coding {
          default "";
          ~gzip gzip;
        }
        upstream origin {
          server 127.0.0.1:{origin};
          keepalive 64;
          keepalive_requests 100000000;
        }
        server {
          listen 127.0.0.1:{port} backlog=1024;
          location / {
            proxy_pass http://origin;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Accept $form;
            proxy_set_header Accept-Encoding $coding;
            proxy_buffers 16 64k;
            proxy_buffer_size 64k;
            proxy_cache npm;
            proxy_cache_key $request_uri|$form|$coding;
            # What the origin's Vary names is in the key.
            proxy_ignore_headers Vary;
            proxy_cache_lock on;
            proxy_cache_lock_timeout 60s;
            proxy_cache_lock_age 60s;
            proxy_cache_revalidate on;
            proxy_cache_use_stale updating error timeout;
            proxy_cache_background_update on;
            proxy_cache_valid 200 1d;
            proxy_cache_valid 404 1h;
          }
        }
      }
      """;

  private final Optional<Path> program = Programs.find("nginx");
  private final URI origin;
  private final Pinned where;

  /**
   * @param origin without a slash at the end
   */
  public Nginx(URI origin, Pinned where) {
    super("nginx");
    this.origin = origin;
    this.where = where;
  }

  @Override
  public Optional<String> absentReason() {
    return program.isPresent() ? Optional.empty() : Optional.of("no nginx on the PATH");
  }

  @Override
  public String version() {
    return Programs.firstLine(List.of(program.orElseThrow().toString(), "-v"))
        + ", proxy_cache on disk, tcp_nopush on";
  }

  @Override
  public URI tarballBase() {
    return origin;
  }

  @Override
  Started launch() throws IOException {
    var folder = Started.newFolder("nginx");
    int port = Started.freePort();
    var file = Files.writeString(folder.resolve("nginx.conf"), configuration(folder, port));
    var command =
        List.of(program.orElseThrow().toString(), "-p", folder.toString(), "-c", file.toString());
    var running = Running.start(name(), where, command);
    return new Started(running, Started.loopback(port), folder).awaitReady();
  }

  /** The worker of a master that is root would be another user, who may not write here. */
  private String configuration(Path folder, int port) {
    boolean root = "root".equals(System.getProperty("user.name"));
    return CONFIGURATION
        .formatted(root ? "user root;" : "")
        .replace("{folder}", folder.toString())
        .replace("{origin}", Integer.toString(origin.getPort()))
        .replace("{port}", Integer.toString(port));
  }
}
