// Drives the simulator with a public client; fails on the first surprise.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

// The client honours proxies even for loopback.
for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) delete process.env[name];
const { DynamicsWebApi } = createRequire(import.meta.url)('dynamics-web-api');
const server = spawn('java', ['-cp', process.argv[2], 'io.github.tandemsync.simulators.dataverse.ClientCheckServer'],
  { stdio: ['pipe', 'pipe', 'inherit'] });
const [line] = await once(createInterface({ input: server.stdout }), 'line');
const [serverUrl, token] = line.split(' ');
const api = new DynamicsWebApi({ serverUrl, dataApi: { version: '9.2' }, onTokenRefresh: async () => token });
const collection = 'accounts';
const missing = '7f3c1c52-0000-4000-8000-0000000000a1';

const checks = {
  async 'create answers the id, with representation the row'() {
    this.zurich = await api.create({ collection, data: { name: 'Zürich AG 日', revenue: 1234.567, industrycode: 7 } });
    const row = await api.create({ collection, select: ['name', '_parentaccountid_value'], returnRepresentation: true,
      data: { name: 'Beta', 'parentaccountid@odata.bind': `/accounts(${this.zurich})` } });
    assert.equal(row._parentaccountid_value, this.zurich);
    this.beta = row.accountid;
  },
  async 'retrieve with annotations and expand'() {
    const row = await api.retrieve({ collection, key: this.zurich, select: ['name', 'revenue', 'industrycode'], includeAnnotations: '*' });
    assert.equal(row.name, 'Zürich AG 日');
    assert.equal(row.revenue, 1234.57);
    assert.equal(row['industrycode@OData.Community.Display.V1.FormattedValue'], 'Consulting');
    const child = await api.retrieve({ collection, key: this.beta, select: ['name'], expand: [{ property: 'parentaccountid', select: ['name'] }] });
    assert.equal(child.parentaccountid.name, 'Zürich AG 日');
  },
  async 'update updates only, and minds the etag'() {
    assert.equal(await api.update({ collection, key: this.zurich, data: { telephone1: '1' } }), true);
    await assert.rejects(api.update({ collection, key: missing, data: { fax: 'x' } }), (e) => e.status === 404 && e.code === '0x80040217');
    assert.equal(await api.update({ collection, key: this.zurich, ifmatch: 'W/"1"', data: { fax: 'x' } }), false);
    await api.updateSingleProperty({ collection, key: this.zurich, fieldValuePair: { fax: '9' } });
    await api.deleteRecord({ collection, key: this.zurich, property: 'fax' });
  },
  async 'upsert by key answers no id without representation'() {
    assert.equal(await api.upsert({ collection, key: "accountnumber='A1'", data: { name: 'Keyed' } }), undefined);
    const row = await api.upsert({ collection, key: "accountnumber='A2'", data: { name: 'Keyed 2' }, returnRepresentation: true, select: ['name'] });
    assert.equal(row.name, 'Keyed 2');
  },
  async 'filter, order, count and pages'() {
    const list = await api.retrieveMultiple({ collection, select: ['name'], filter: "startswith(name,'k') or revenue gt 100", orderBy: ['name desc'], count: true });
    assert.deepEqual(list.value.map((r) => r.name), ['Zürich AG 日', 'Keyed 2', 'Keyed']);
    assert.equal(list['@odata.count'], 3);
    assert.equal((await api.retrieveAll({ collection, select: ['name'], maxPageSize: 3 })).value.length, 4);
    assert.equal(await api.count({ collection }), 4);
    const long = await api.retrieveMultiple({ collection, select: ['name'], filter: Array(120).fill("name eq 'Beta'").join(' or ') });
    assert.equal(long.value.length, 1);
  },
  async 'associate and disassociate'() {
    const single = { collection, primaryKey: this.zurich, navigationProperty: 'parentaccountid' };
    await api.associateSingleValued({ ...single, relatedCollection: collection, relatedKey: this.beta });
    await api.disassociateSingleValued(single);
    const many = { collection, primaryKey: this.zurich, relationshipName: 'account_parent_account', relatedKey: this.beta };
    await api.disassociate(many);
    await api.associate({ ...many, relatedCollection: collection });
  },
  async 'a batch with a change set and content ids'() {
    api.startBatch();
    api.create({ collection, data: { name: 'B1' }, contentId: '1' });
    api.create({ collection, data: { name: 'B2', 'parentaccountid@odata.bind': '$1' }, contentId: '2' });
    api.update({ collection, key: this.zurich, data: { fax: '1' } });
    const [first, second, third] = await api.executeBatch();
    assert.equal(third, true);
    const child = await api.retrieve({ collection, key: second, select: ['_parentaccountid_value'] });
    assert.equal(child._parentaccountid_value, first);
  },
  async 'a batch of single operations goes on after an error'() {
    api.startBatch();
    api.retrieve({ collection, key: this.zurich, select: ['name'], inChangeSet: false });
    api.create({ collection, data: { nickname: 'x' }, inChangeSet: false });
    api.update({ collection, key: this.zurich, data: { fax: '2' }, inChangeSet: false, returnRepresentation: true, select: ['fax'] });
    const answers = await api.executeBatch({ continueOnError: true }).catch((e) => e);
    assert.equal(answers.length, 3);
    assert.equal(answers[1].error.code, '0x8006088a');
    assert.equal(answers[2].fax, '2');
  },
  async 'a failing change set changes nothing'() {
    const before = await api.count({ collection });
    api.startBatch();
    api.create({ collection, data: { name: 'B3' } });
    api.create({ collection, data: { nickname: 'x' } });
    await assert.rejects(api.executeBatch(), (e) => e.length === 1 && e[0].status === 400);
    assert.equal(await api.count({ collection }), before);
  },
  async 'change tracking'() {
    const list = await api.retrieveMultiple({ collection, select: ['name'], trackChanges: true });
    const deltaToken = new URL(list['@odata.deltaLink']).searchParams.get('$deltatoken');
    await api.update({ collection, key: this.zurich, data: { fax: '3' } });
    const queryParams = ['$deltatoken=' + encodeURIComponent(deltaToken)];
    const delta = await api.retrieveMultiple({ collection, select: ['name'], queryParams });
    assert.deepEqual(delta.value.map((r) => r.accountid), [this.zurich]);
  },
  async 'functions, actions and metadata'() {
    assert.ok((await api.callFunction('WhoAmI')).OrganizationId);
    const [entity] = (await api.retrieveEntities({ select: ['LogicalName', 'EntitySetName'], filter: "LogicalName eq 'account'" })).value;
    assert.equal(entity.EntitySetName, 'accounts');
    const choices = await api.retrieveAttributes({ entityKey: "LogicalName='account'", castType: 'Microsoft.Dynamics.CRM.PicklistAttributeMetadata',
      select: ['LogicalName'], expand: [{ property: 'OptionSet', select: ['Options'] }] });
    assert.equal(choices.value.find((a) => a.LogicalName === 'industrycode').OptionSet.Options.length, 33);
    const type = { '@odata.type': 'Microsoft.Dynamics.CRM.account' };
    await api.callAction({ actionName: 'Merge', action: { Target: { ...type, accountid: this.zurich }, Subordinate: { ...type, accountid: this.beta } } });
    assert.equal((await api.retrieve({ collection, key: this.beta, select: ['merged'] })).merged, true);
  },
  async 'delete once'() {
    assert.equal(await api.deleteRecord({ collection, key: this.beta }), true);
    await assert.rejects(api.deleteRecord({ collection, key: this.beta }), (e) => e.code === '0x80040217');
  },
};

const state = {};
for (const [name, check] of Object.entries(checks)) {
  await check.call(state);
  console.log(`ok  ${name}`);
}
server.stdin.end();
