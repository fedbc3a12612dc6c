package dev.weir.system;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codeartifact.CodeartifactAsyncClient;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.CodeartifactRequest;
import software.amazon.awssdk.services.codeartifact.model.GetPackageVersionAssetRequest;

/** The AWS SDK for Java, by the HTTP client below it; each of them writes requests differently. */
enum JavaSdk {
  URL_CONNECTION {
    @Override
    CodeartifactClient client(String endpoint) {
      return blocking(UrlConnectionHttpClient.create(), endpoint);
    }
  },
  APACHE {
    @Override
    CodeartifactClient client(String endpoint) {
      return blocking(ApacheHttpClient.create(), endpoint);
    }
  },
  NETTY {
    @Override
    CodeartifactClient client(String endpoint) {
      var http = NettyNioAsyncHttpClient.create();
      var client = configured(CodeartifactAsyncClient.builder().httpClient(http), endpoint).build();
      return (CodeartifactClient)
          Proxy.newProxyInstance(
              JavaSdk.class.getClassLoader(),
              new Class<?>[] {CodeartifactClient.class},
              new Waiting(
                  client,
                  () -> {
                    client.close();
                    http.close();
                  }));
    }
  };

  /** A client of the daemon at this URL; to be closed. */
  abstract CodeartifactClient client(String endpoint);

  private static CodeartifactClient blocking(SdkHttpClient http, String endpoint) {
    var client = configured(CodeartifactClient.builder().httpClient(http), endpoint).build();
    return (CodeartifactClient)
        Proxy.newProxyInstance(
            JavaSdk.class.getClassLoader(),
            new Class<?>[] {CodeartifactClient.class},
            new Closing(
                client,
                () -> {
                  client.close();
                  http.close();
                }));
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, String endpoint) {
    return builder
        .endpointOverride(URI.create(endpoint))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")));
  }

  /** Closes the HTTP client together with the SDK's, which leaves one that it was given open. */
  private record Closing(CodeartifactClient client, Runnable close) implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("close")) {
        close.run();
        return proxy;
      }
      try {
        return method.invoke(client, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  /** Has the asynchronous client do what a blocking one is asked, and waits for it. */
  private record Waiting(CodeartifactAsyncClient client, Runnable close)
      implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("close")) {
        close.run();
        return proxy;
      }
      boolean isRequest = arguments != null && arguments[0] instanceof CodeartifactRequest;
      if (!isRequest || method.getName().endsWith("Paginator")) {
        // Those with a lambda for a request, and pages, come back here with a request.
        return InvocationHandler.invokeDefault(proxy, method, arguments);
      }
      return arguments[0] instanceof GetPackageVersionAssetRequest asset
          ? joined(client.getPackageVersionAsset(asset, AsyncResponseTransformer.toBytes()))
          : joined(
              (CompletableFuture<?>)
                  CodeartifactAsyncClient.class
                      .getMethod(method.getName(), method.getParameterTypes())
                      .invoke(client, arguments));
    }

    private static Object joined(CompletableFuture<?> answer) throws Throwable {
      try {
        return answer.join();
      } catch (CompletionException e) {
        throw e.getCause();
      }
    }
  }
}
