package dev.weir.control;

import static io.netty.handler.codec.http.HttpMethod.DELETE;
import static io.netty.handler.codec.http.HttpMethod.GET;
import static io.netty.handler.codec.http.HttpMethod.POST;
import static io.netty.handler.codec.http.HttpMethod.PUT;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The operations of CodeArtifact, all 48, each with the method and the path that it is asked by.
 * Everything else of a request stands in its query, or in the body where there is one.
 */
public enum Operation {
  ASSOCIATE_EXTERNAL_CONNECTION(POST, "/v1/repository/external-connection", Kind.CHANGE),
  COPY_PACKAGE_VERSIONS(POST, "/v1/package/versions/copy", Kind.CHANGE_BY_BODY),
  CREATE_DOMAIN(POST, "/v1/domain", Kind.CHANGE_BY_BODY),
  CREATE_PACKAGE_GROUP(POST, "/v1/package-group", Kind.CHANGE_BY_BODY),
  CREATE_REPOSITORY(POST, "/v1/repository", Kind.CHANGE_BY_BODY),
  DELETE_DOMAIN(DELETE, "/v1/domain", Kind.CHANGE),
  DELETE_DOMAIN_PERMISSIONS_POLICY(DELETE, "/v1/domain/permissions/policy", Kind.CHANGE),
  DELETE_PACKAGE(DELETE, "/v1/package", Kind.CHANGE),
  DELETE_PACKAGE_GROUP(DELETE, "/v1/package-group", Kind.CHANGE),
  DELETE_PACKAGE_VERSIONS(POST, "/v1/package/versions/delete", Kind.CHANGE_BY_BODY),
  DELETE_REPOSITORY(DELETE, "/v1/repository", Kind.CHANGE),
  DELETE_REPOSITORY_PERMISSIONS_POLICY(DELETE, "/v1/repository/permissions/policies", Kind.CHANGE),
  DESCRIBE_DOMAIN(GET, "/v1/domain", Kind.READ),
  DESCRIBE_PACKAGE(GET, "/v1/package", Kind.READ),
  DESCRIBE_PACKAGE_GROUP(GET, "/v1/package-group", Kind.READ),
  DESCRIBE_PACKAGE_VERSION(GET, "/v1/package/version", Kind.READ),
  DESCRIBE_REPOSITORY(GET, "/v1/repository", Kind.READ),
  DISASSOCIATE_EXTERNAL_CONNECTION(DELETE, "/v1/repository/external-connection", Kind.CHANGE),
  DISPOSE_PACKAGE_VERSIONS(POST, "/v1/package/versions/dispose", Kind.CHANGE_BY_BODY),
  GET_ASSOCIATED_PACKAGE_GROUP(GET, "/v1/get-associated-package-group", Kind.READ),
  /** Changes nothing that lasts, but hands out what opens the door. */
  GET_AUTHORIZATION_TOKEN(POST, "/v1/authorization-token", Kind.CHANGE),
  GET_DOMAIN_PERMISSIONS_POLICY(GET, "/v1/domain/permissions/policy", Kind.READ),
  GET_PACKAGE_VERSION_ASSET(GET, "/v1/package/version/asset", Kind.READ),
  GET_PACKAGE_VERSION_README(GET, "/v1/package/version/readme", Kind.READ),
  GET_REPOSITORY_ENDPOINT(GET, "/v1/repository/endpoint", Kind.READ),
  GET_REPOSITORY_PERMISSIONS_POLICY(GET, "/v1/repository/permissions/policy", Kind.READ),
  LIST_ALLOWED_REPOSITORIES_FOR_GROUP(GET, "/v1/package-group-allowed-repositories", Kind.READ),
  LIST_ASSOCIATED_PACKAGES(GET, "/v1/list-associated-packages", Kind.READ),
  LIST_DOMAINS(POST, "/v1/domains", Kind.READ_BY_BODY),
  LIST_PACKAGE_GROUPS(POST, "/v1/package-groups", Kind.READ),
  LIST_PACKAGE_VERSION_ASSETS(POST, "/v1/package/version/assets", Kind.READ),
  LIST_PACKAGE_VERSION_DEPENDENCIES(POST, "/v1/package/version/dependencies", Kind.READ),
  LIST_PACKAGE_VERSIONS(POST, "/v1/package/versions", Kind.READ),
  LIST_PACKAGES(POST, "/v1/packages", Kind.READ),
  LIST_REPOSITORIES(POST, "/v1/repositories", Kind.READ),
  LIST_REPOSITORIES_IN_DOMAIN(POST, "/v1/domain/repositories", Kind.READ),
  LIST_SUB_PACKAGE_GROUPS(POST, "/v1/package-groups/sub-groups", Kind.READ),
  LIST_TAGS_FOR_RESOURCE(POST, "/v1/tags", Kind.READ),
  /** Its body is the asset itself, no JSON. */
  PUBLISH_PACKAGE_VERSION(POST, "/v1/package/version/publish", Kind.CHANGE),
  PUT_DOMAIN_PERMISSIONS_POLICY(PUT, "/v1/domain/permissions/policy", Kind.CHANGE_BY_BODY),
  PUT_PACKAGE_ORIGIN_CONFIGURATION(POST, "/v1/package", Kind.CHANGE_BY_BODY),
  PUT_REPOSITORY_PERMISSIONS_POLICY(PUT, "/v1/repository/permissions/policy", Kind.CHANGE_BY_BODY),
  TAG_RESOURCE(POST, "/v1/tag", Kind.CHANGE_BY_BODY),
  UNTAG_RESOURCE(POST, "/v1/untag", Kind.CHANGE_BY_BODY),
  UPDATE_PACKAGE_GROUP(PUT, "/v1/package-group", Kind.CHANGE_BY_BODY),
  UPDATE_PACKAGE_GROUP_ORIGIN_CONFIGURATION(
      PUT, "/v1/package-group-origin-configuration", Kind.CHANGE_BY_BODY),
  UPDATE_PACKAGE_VERSIONS_STATUS(POST, "/v1/package/versions/update_status", Kind.CHANGE_BY_BODY),
  UPDATE_REPOSITORY(PUT, "/v1/repository", Kind.CHANGE_BY_BODY);

  private enum Kind {
    READ,
    /** Reads, and has a JSON body. */
    READ_BY_BODY,
    CHANGE,
    /** Changes, and has a JSON body. */
    CHANGE_BY_BODY
  }

  /** By name, since an enum's fields are to be immutable for the checker too. */
  private final String method;

  private final String path;
  private final Kind kind;
  private final String title;

  Operation(HttpMethod method, String path, Kind kind) {
    this.method = method.name();
    this.path = path;
    this.kind = kind;
    this.title =
        Arrays.stream(name().split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
  }

  /** AWS's name of it: {@code CreateDomain}. */
  public String title() {
    return title;
  }

  public HttpMethod method() {
    return HttpMethod.valueOf(method);
  }

  public String path() {
    return path;
  }

  /** Whether it has members in a JSON body; the bodies of others are thrown away. */
  boolean takesBody() {
    return kind == Kind.READ_BY_BODY || kind == Kind.CHANGE_BY_BODY;
  }

  /** Whether something is different afterwards, so that the audit log has a line of it. */
  public boolean changes() {
    return kind == Kind.CHANGE || kind == Kind.CHANGE_BY_BODY;
  }
}
