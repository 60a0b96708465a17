// An OpenID provider for the tests: a real one, in which everybody signs in as whom `login_hint` names, without a page.
// provider.mjs PORT [SECONDS that its clock is ahead]
// Its keys are new at each start. It says where it listens, and ends with its input.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import { exportJWK, generateKeyPair } from "jose";

const [port, ahead = "0"] = process.argv.slice(2);
const skew = Number(ahead) * 1000;
const RealDate = Date;
if (skew !== 0) {
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length === 0 ? [RealDate.now() + skew] : given));
    }
    static now() {
      return RealDate.now() + skew;
    }
  };
}

const server = createServer();
await new Promise((listening) => server.listen(Number(port), "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const { privateKey } = await generateKeyPair("RS256", { extractable: true });
const groups = { ann: ["fleet-admins"], oli: ["staff", "fleet-operators"], max: ["staff"], reporter: ["fleet-viewers"] };

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...(await exportJWK(privateKey)), use: "sig", alg: "RS256", kid: `key-${RealDate.now()}` }] },
  cookies: { keys: ["not a secret"] },
  clients: [
    {
      client_id: "fumarole",
      client_secret: "between-us-two",
      redirect_uris: ["http://127.0.0.1/oidc/callback"],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
    {
      client_id: "reporter",
      client_secret: "of-a-program",
      redirect_uris: [],
      response_types: [],
      grant_types: ["client_credentials"],
    },
  ],
  ttl: { IdToken: 300, AccessToken: 600, ClientCredentials: 600, Grant: 3600, Session: 3600, Interaction: 3600 },
  pkce: { required: () => true },
  claims: { openid: ["sub"], profile: ["preferred_username", "groups"] },
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: `${id}@example.org`, groups: groups[id] }),
  }),
  extraTokenClaims: (_, token) => ({ groups: groups[token.accountId ?? token.clientId] }),
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => "urn:fumarole",
      useGrantedResource: () => true,
      getResourceServerInfo: (_, resource) => ({ scope: "", audience: resource, accessTokenFormat: "jwt" }),
    },
  },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});

// The server under test has another port each time.
provider.Client.prototype.redirectUriAllowed = (uri) => /^http:\/\/127\.0\.0\.1:\d+\/oidc\/callback$/.test(uri);

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  ctx.respond = false;
  await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: params.login_hint ?? "max" } });
});

server.on("request", provider.callback());
process.stdin.on("end", () => process.exit()).resume();
console.log(`listens at ${issuer}`);
