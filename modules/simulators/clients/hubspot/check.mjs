// Drives the simulator with HubSpot's own client; fails on the first surprise.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const { Client } = createRequire(import.meta.url)('@hubspot/api-client');
const server = spawn('java', ['-cp', process.argv[2], 'io.github.tandemsync.simulators.hubspot.ClientCheckServer'],
  { stdio: ['pipe', 'pipe', 'inherit'] });
const [line] = await once(createInterface({ input: server.stdout }), 'line');
const [basePath, accessToken] = line.split(' ');
const client = new Client({ accessToken, basePath, numberOfApiCallRetries: 3 });
const companies = client.crm.companies;

const checks = {
  async 'create answers the stored form and a date'() {
    const made = await companies.basicApi.create(
      { properties: { name: 'Contoso', domain: 'https://www.Contoso.com', sync_key: 'k1' }, associations: [] });
    assert.ok(made.createdAt instanceof Date);
    assert.equal(made.properties.domain, 'contoso.com');
    this.contoso = made.id;
  },
  async 'a duplicate is 409 with the id in the text'() {
    const again = companies.basicApi.create({ properties: { name: 'Again', sync_key: 'k1' }, associations: [] });
    await assert.rejects(again, (e) => e.code === 409 && e.body.message.endsWith(this.contoso));
  },
  async 'get shows nulls and history'() {
    const got = await companies.basicApi.getById(this.contoso, ['name', 'phone'], ['name']);
    assert.equal(got.properties.phone, null);
    assert.equal(got.propertiesWithHistory.name[0].sourceType, 'INTEGRATION');
    await assert.rejects(companies.basicApi.getById('1'), (e) => e.code === 404);
  },
  async 'batch create is partial'() {
    const inputs = Array.from({ length: 50 }, (_, i) => ({
      properties: { name: `B${i}`, sync_key: i === 7 ? 'k1' : `b${i}` }, associations: [], objectWriteTraceId: `t${i}` }));
    const answer = await companies.batchApi.create({ inputs });
    assert.equal(answer.results.length, 49);
    assert.deepEqual(answer.errors[0].context, { objectWriteTraceId: ['t7'] });
    this.other = answer.results[0].id;
  },
  async 'batch read is partial'() {
    const answer = await companies.batchApi.read(
      { inputs: [{ id: this.contoso }, { id: '1' }], properties: ['name'], propertiesWithHistory: [] });
    assert.equal(answer.results.length, 1);
    assert.deepEqual(answer.errors[0].context, { ids: ['1'] });
  },
  async 'update and upsert by unique property'() {
    const updated = await companies.batchApi.update(
      { inputs: [{ id: 'k1', idProperty: 'sync_key', properties: { city: 'Ulm' } }] });
    assert.equal(updated.results[0].properties.city, 'Ulm');
    const upserted = await companies.batchApi.upsert({ inputs: [
      { id: 'n1', idProperty: 'sync_key', properties: { name: 'New' } },
      { id: 'k1', idProperty: 'sync_key', properties: { city: 'Bonn' } }] });
    assert.equal(upserted.results.filter((r) => r._new).length, 1);
    this.child = upserted.results.find((r) => r._new).id;
  },
  async 'list and search'() {
    assert.equal((await companies.getAll(100, undefined, ['name'])).length, 51);
    const found = await companies.searchApi.doSearch({
      filterGroups: [{ filters: [{ propertyName: 'city', operator: 'EQ', value: 'bonn' }] }],
      sorts: ['-createdate'], properties: ['name'], limit: 10, after: '0' });
    assert.equal(found.total, 1);
  },
  async 'a search over the limit is retried by the client'() {
    const search = () => fetch(`${basePath}/crm/objects/2026-09/companies/search`, { method: 'POST', body: '{}',
      headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' } });
    const statuses = (await Promise.all(Array.from({ length: 8 }, search))).map((r) => r.status);
    assert.ok(statuses.includes(429));
    const found = await companies.searchApi.doSearch({ filterGroups: [], sorts: [], properties: [], limit: 1, after: '0' });
    assert.equal(found.total, 51);
  },
  async 'associations by v4'() {
    const v4 = client.crm.associations.v4;
    await v4.basicApi.create('companies', this.child, 'companies', this.contoso,
      [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 14 }]);
    const read = await v4.batchApi.getPage('companies', 'companies', { inputs: [{ id: this.child }] });
    assert.deepEqual(read.results[0].to[0].associationTypes.map((t) => t.typeId), [14, 450]);
  },
  async 'properties and owners'() {
    const all = await client.crm.properties.coreApi.getAll('companies');
    assert.ok(all.results.some((p) => p.name === 'industry' && p.options.length > 100));
    assert.equal((await client.crm.owners.ownersApi.getPage()).results.length, 2);
  },
  async 'merge and archive'() {
    const merged = await companies.basicApi.merge({ primaryObjectId: this.contoso, objectIdToMerge: this.child });
    assert.equal((await companies.basicApi.getById(this.contoso)).id, merged.id);
    await companies.basicApi.archive(this.other);
    const gone = await companies.basicApi.getById(this.other, undefined, undefined, undefined, true);
    assert.ok(gone.archived && gone.archivedAt instanceof Date);
  },
  async 'any path by apiRequest'() {
    const page = await (await client.apiRequest({ path: '/crm/objects/2026-09/companies?limit=1' })).json();
    assert.equal(page.results.length, 1);
  },
};

const seen = {};
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check.call(seen);
    console.log(`ok      ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAILED  ${name}: ${e.message}`);
  }
}
console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
server.stdin.end();
process.exitCode = failed ? 1 : 0;
