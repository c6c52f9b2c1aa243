package ai.chestnut.server.api;

import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.access.Tokens;
import ai.chestnut.server.http.Body;
import ai.chestnut.server.http.Exchange;
import ai.chestnut.server.http.Operation;
import ai.chestnut.server.http.Problem;
import ai.chestnut.server.http.Route;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tokens: make, list, take away. */
final class TokensApi {

  private static final int BODY = 4096;

  private final Tokens tokens;

  TokensApi(Tokens tokens) {
    this.tokens = tokens;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            "/api/v1/tokens",
            AccessScope.ADMIN,
            Operation.of("makeToken", "Make a token; its secret is told this once", "NewToken")
                .taking("TokenRequest", 201),
            this::make),
        new Route(
            "GET",
            "/api/v1/tokens",
            AccessScope.ADMIN,
            Operation.of("listTokens", "All tokens, without their secrets", "Tokens"),
            exchange ->
                exchange.json(
                    200, Map.of("tokens", tokens.list().stream().map(TokensApi::view).toList()))),
        new Route(
            "DELETE",
            "/api/v1/tokens/{token}",
            AccessScope.ADMIN,
            Operation.of("removeToken", "Take a token away", "Empty").with(204),
            this::remove));
  }

  private void make(Exchange exchange) throws IOException {
    Body body = Body.of(exchange.json(BODY), "token", "name", "scopes");
    Tokens.Fresh fresh =
        tokens.make(
            body.text("name", 40).orElse(""),
            body.texts("scopes", 10, 20).stream()
                .map(AccessScope::named)
                .collect(Collectors.toSet()));
    Map<String, Object> view = new LinkedHashMap<>(view(fresh.token()));
    view.put("secret", fresh.secret());
    exchange.json(201, view);
  }

  private void remove(Exchange exchange) {
    if (!tokens.remove(exchange.place("token"))) {
      throw Problem.notFound("token");
    }
    exchange.empty(204);
  }

  private static Map<String, Object> view(Tokens.Token token) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", token.id());
    view.put("name", token.name());
    view.put("scopes", token.scopes().stream().map(AccessScope::word).sorted().toList());
    view.put("createdMillis", token.createdMillis());
    return view;
  }
}
