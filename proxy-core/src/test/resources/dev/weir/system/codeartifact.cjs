// Drives a daemon with the AWS SDK for JavaScript and prints what it got, as one JSON object.
//   node codeartifact.cjs ENDPOINT
const sdk = require("@aws-sdk/client-codeartifact");

const [endpoint] = process.argv.slice(2);
const client = new sdk.CodeartifactClient({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});
const send = (name, input) => client.send(new sdk[name + "Command"](input));
const answer = async (name, input) => {
  const { $metadata, ...members } = await send(name, input);
  return { ...members, status: $metadata.httpStatusCode, id: $metadata.requestId };
};
const failure = async (name, input) => {
  try {
    await send(name, input);
    return { name: "none" };
  } catch (e) {
    const { name, message, reason, resourceId, resourceType } = e;
    const { httpStatusCode, attempts } = e.$metadata;
    return { name, message, reason, resourceId, resourceType, status: httpStatusCode, attempts };
  }
};

async function main() {
  const domain = "js";
  const owner = { domain, domainOwner: "326213389784" };
  const store = { ...owner, repository: "npm-store" };
  const app = { ...owner, repository: "my-repo" };
  const lodash = { ...app, format: "npm", package: "lodash" };
  const version = { ...lodash, packageVersion: "4.17.21" };
  const policyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "codeartifact:*", Resource: "*" }],
  });
  const out = {};

  out.created = await answer("CreateDomain", { domain, tags: [{ key: "team", value: "web" }] });
  await send("CreateRepository", store);
  out.repository = await answer("CreateRepository", { ...app, description: "ours" });
  out.connected = await answer("AssociateExternalConnection", {
    ...store,
    externalConnection: "public:npmjs",
  });
  out.updated = await answer("UpdateRepository", {
    ...app,
    upstreams: [{ repositoryName: "npm-store" }],
  });
  out.described = await answer("DescribeRepository", app);
  out.domain = await answer("DescribeDomain", owner);
  out.token = await answer("GetAuthorizationToken", { ...owner, durationSeconds: 900 });
  out.endpoint = await answer("GetRepositoryEndpoint", { ...app, format: "npm" });

  const base = out.endpoint.repositoryEndpoint;
  const authorization = "Bearer " + out.token.authorizationToken;
  const packument = await (await fetch(base + "lodash", { headers: { authorization } })).json();
  await (await fetch(packument.versions["4.17.21"].dist.tarball)).arrayBuffer();

  out.packages = await answer("ListPackages", app);
  out.package = await answer("DescribePackage", lodash);
  out.versions = await answer("ListPackageVersions", { ...lodash, sortBy: "PUBLISHED_TIME" });
  out.version = await answer("DescribePackageVersion", version);
  out.assets = await answer("ListPackageVersionAssets", version);
  out.dependencies = await answer("ListPackageVersionDependencies", version);
  const asset = await send("GetPackageVersionAsset", { ...version, asset: "package.tgz" });
  out.asset = {
    name: asset.assetName,
    version: asset.packageVersion,
    revision: asset.packageVersionRevision,
    bytes: (await asset.asset.transformToByteArray()).length,
  };
  out.readme = await failure("GetPackageVersionReadme", { ...version, packageVersion: "0.0.1" });

  const resourceArn = out.created.domain.arn;
  await send("TagResource", { resourceArn, tags: [{ key: "cost", value: "" }] });
  await send("UntagResource", { resourceArn, tagKeys: ["team"] });
  out.tags = await answer("ListTagsForResource", { resourceArn });
  out.policy = await answer("PutDomainPermissionsPolicy", { domain, policyDocument });
  out.stored = await answer("GetDomainPermissionsPolicy", owner);
  await send("DeleteDomainPermissionsPolicy", owner);
  await send("PutRepositoryPermissionsPolicy", { ...app, policyDocument });
  out.repositoryPolicy = await answer("GetRepositoryPermissionsPolicy", app);
  await send("DeleteRepositoryPermissionsPolicy", app);

  for (let i = 0; i < 23; i++) {
    await send("CreateRepository", { ...owner, repository: "page-" + (10 + i) });
  }
  out.paged = [];
  out.pages = 0;
  const pages = sdk.paginateListRepositoriesInDomain(
    { client, pageSize: 7 },
    { ...owner, repositoryPrefix: "page-" },
  );
  for await (const page of pages) {
    out.pages++;
    out.paged.push(...page.repositories.map((r) => r.name));
  }
  out.domains = [];
  for await (const page of sdk.paginateListDomains({ client, pageSize: 1 }, {})) {
    out.domains.push(...page.domains.map((d) => d.name));
  }

  out.conflict = await failure("CreateDomain", { domain });
  out.invalid = await failure("CreateDomain", { domain: "My_Bad" });
  out.missing = await failure("DescribeRepository", { ...owner, repository: "none" });
  out.quota = await failure("UpdateRepository", {
    ...app,
    upstreams: Array.from({ length: 11 }, (_, i) => ({ repositoryName: "page-" + (10 + i) })),
  });
  out.later = await failure("CreatePackageGroup", { domain, packageGroup: "/npm/*" });

  // One a second is allowed of these: the second is told to wait, waits and gets its answer.
  await send("ListPackageVersionAssets", version);
  const again = await send("ListPackageVersionAssets", version);
  out.attempts = again.$metadata.attempts;

  for (let i = 0; i < 23; i++) {
    await send("DeleteRepository", { ...owner, repository: "page-" + (10 + i) });
  }
  out.disconnected = await answer("DisassociateExternalConnection", {
    ...store,
    externalConnection: "public:npmjs",
  });
  await send("DeleteRepository", app);
  await send("DeleteRepository", store);
  out.deleted = await answer("DeleteDomain", { domain });
  return out;
}

main().then(
  (out) => console.log(JSON.stringify(out)),
  (e) => {
    console.error(e);
    process.exitCode = 1;
  },
);
