// What the conformance suite looks for in a server, by the names and words that its scenarios use:
// tools, prompts, resources. A tool is a function of its arguments and of the call around it.

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';
const SILENCE = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=';

const says = (text) => ({ type: 'text', text });
const image = { type: 'image', mimeType: 'image/png', data: PIXEL };
const embedded = (uri, mimeType, text) => ({ type: 'resource', resource: { uri, mimeType, text } });
const answer = (...content) => ({ content });
const pause = () => new Promise((done) => setTimeout(done, 60));
const nothing = { type: 'object', properties: {} };
const needs = (name) => ({
  type: 'object',
  properties: { [name]: { type: 'string', description: `The ${name}` } },
  required: [name],
});

// What a server may want to know of its client.
const form = (message, properties, required = []) => ({
  method: 'elicitation/create',
  params: { mode: 'form', message, requestedSchema: { type: 'object', properties, required } },
});
const field = (message, name) => form(message, { [name]: { type: 'string' } }, [name]);
const sample = (text, maxTokens = 100) => ({
  method: 'sampling/createMessage',
  params: { maxTokens, messages: [{ role: 'user', content: says(text) }] },
});
const roots = { method: 'roots/list', params: {} };

// A tool that puts one question and repeats the answer.
const asking = (key, question, repeat) => async (_, call) => {
  const said = await call.ask({ [key]: question });
  return answer(says(repeat(said[key])));
};
const told = (said) => `action=${said.action}, content=${JSON.stringify(said.content ?? {})}`;

// A tool that is always a task.
const task = (work) => (given, call) => {
  call.mustHaveTasks();
  return call.tasks.begin((ask) => work(ask, given));
};

const run = {
  test_simple_text: () => answer(says('This is a simple text response for testing.')),
  test_image_content: () => answer(image),
  test_audio_content: () => answer({ type: 'audio', mimeType: 'audio/wav', data: SILENCE }),
  test_embedded_resource: () =>
    answer(
      embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.'),
    ),
  test_multiple_content_types: () =>
    answer(
      says('Multiple content types test:'),
      image,
      embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ),
  test_error_handling: () => ({
    ...answer(says('This tool intentionally returns an error for testing')),
    isError: true,
  }),
  test_tool_with_logging: async (_, call) => {
    for (const step of ['started', 'processing data', 'completed']) {
      call.log(step.startsWith('processing') ? `Tool ${step}` : `Tool execution ${step}`);
      await pause();
    }
    return answer(says('logged three times'));
  },
  test_logging_tool: (_, call) => {
    call.log('one line');
    return answer(says('logged once'));
  },
  test_tool_with_progress: async (_, call) => {
    for (const done of [0, 50, 100]) {
      call.progress(done, 100);
      await pause();
    }
    return answer(says('all done'));
  },

  // Questions of the legacy era's scenarios.
  test_sampling: ({ prompt }, call) =>
    asking('llm', sample(prompt), (said) => `LLM response: ${said.content?.text}`)({}, call),
  test_elicitation: ({ message }, call) => {
    const text = { type: 'string' };
    const question = form(message, { username: text, email: text }, ['username', 'email']);
    return asking('user', question, (said) => `User response: ${told(said)}`)({}, call);
  },
  test_elicitation_sep1034_defaults: asking(
    'user',
    form('Are these right?', {
      name: { type: 'string', description: 'Who', default: 'John Doe' },
      age: { type: 'integer', description: 'Years', default: 30 },
      score: { type: 'number', description: 'Points', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', description: 'Checked', default: true },
    }),
    (said) => `Elicitation completed: ${told(said)}`,
  ),
  test_elicitation_sep1330_enums: asking(
    'user',
    form('Which of them?', {
      untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
      titledSingle: {
        type: 'string',
        oneOf: ['One', 'Two', 'Three'].map((title, n) => ({ const: `value${n + 1}`, title })),
      },
      legacyEnum: { type: 'string', enum: ['opt1', 'opt2'], enumNames: ['Option 1', 'Option 2'] },
      untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2'] } },
      titledMulti: {
        type: 'array',
        items: { anyOf: ['One', 'Two'].map((title, n) => ({ const: `value${n + 1}`, title })) },
      },
    }),
    (said) => `Elicitation completed: ${told(said)}`,
  ),

  // Questions that come as a result, in the modern era.
  test_streaming_elicitation: asking('user_name', field('Your name?', 'name'), told),
  test_input_required_result_elicitation: asking(
    'user_name',
    field('What is your name?', 'name'),
    (said) => `Hello, ${said.content?.name}!`,
  ),
  test_input_required_result_sampling: asking(
    'capital_question',
    sample('What is the capital of France?'),
    (said) => `The model says: ${said.content?.text}`,
  ),
  test_input_required_result_list_roots: asking(
    'client_roots',
    roots,
    (said) => `Roots: ${said.roots?.map((root) => root.uri)}`,
  ),
  test_input_required_result_request_state: asking(
    'confirm',
    form('Go on?', { ok: { type: 'boolean' } }, ['ok']),
    (said) => `state-ok ${told(said)}`,
  ),
  test_input_required_result_tampered_state: asking(
    'confirm',
    form('Go on?', { ok: { type: 'boolean' } }, ['ok']),
    (said) => `state-ok ${told(said)}`,
  ),
  test_input_required_result_multiple_inputs: async (_, call) => {
    const said = await call.ask({
      user_name: field('What is your name?', 'name'),
      greeting: sample('A greeting, please'),
      client_roots: roots,
    });
    return answer(says(`${said.greeting.content?.text} ${said.user_name.content?.name}`));
  },
  test_input_required_result_multi_round: async (_, call) => {
    const { step1 } = await call.ask({ step1: field('Step 1: What is your name?', 'name') });
    const { step2 } = await call.ask({ step2: field('Step 2: Which colour?', 'color') });
    return answer(says(`${step1.content?.name} likes ${step2.content?.color}`));
  },
  test_input_required_result_capabilities: async (_, call) => {
    const questions = { name: field('Your name?', 'name'), llm: sample('Say something') };
    const fit = Object.entries(questions).filter(([, question]) => call.canAsk(question));
    const said = await call.ask(Object.fromEntries(fit));
    return answer(says(`asked: ${Object.keys(said)}`));
  },
  test_missing_capability: (_, call) => {
    call.mustBeAbleTo([sample('nothing')]);
    return answer(says('the client can sample'));
  },

  // Lists that change.
  test_trigger_tool_change: (_, call) => {
    call.changed('tools');
    return answer(says('the tools have changed'));
  },
  test_trigger_prompt_change: (_, call) => {
    call.changed('prompts');
    return answer(says('the prompts have changed'));
  },
  json_schema_2020_12_tool: (given) => answer(says(JSON.stringify(given))),

  // A stream that ends before its answer, and a parameter that is a header as well.
  test_reconnection: async (_, call) => {
    call.breakOff();
    for (let n = 0; n < 10; n += 1) await pause();
    return answer(says('answered after the stream was lost'));
  },
  test_custom_header: (given) => answer(says(JSON.stringify(given))),

  // Work that becomes a task.
  greet: ({ name }) => answer(says(`Hello, ${name}!`)),
  slow_compute: async ({ seconds = 0 }, call) => {
    // Without tasks nothing would be learned from waiting.
    if (!call.modern) return { ...answer(says('there are no tasks in this era')), isError: true };
    const work = async () => {
      await new Promise((done) => setTimeout(done, seconds * 1000));
      return answer(says(`done in ${seconds} s`));
    };
    return call.hasTasks && seconds > 0 ? call.tasks.begin(work) : work();
  },
  failing_job: task(async () => {
    for (let n = 0; n < 10; n += 1) await pause();
    return { ...answer(says('it did not work')), isError: true };
  }),
  protocol_error_job: task(async () => {
    await pause();
    throw new Error('the job broke');
  }),
  confirm_delete: task(async (ask, { filename }) => {
    const question = form(`Delete ${filename}?`, { sure: { type: 'boolean' } }, ['sure']);
    const { confirm } = await ask({ confirm: question });
    return answer(says(`confirmation: ${confirm.action}`));
  }),
  multi_input: task(async (ask) => {
    const said = await ask({ first: field('First?', 'value'), second: field('Second?', 'value') });
    return answer(says(`answers: ${said.first.action}, ${said.second.action}`));
  }),
  test_tool_with_task: async (_, call) => {
    call.mustHaveTasks();
    const { user_name } = await call.ask({ user_name: field('What is your name?', 'name') });
    return call.tasks.begin(async () => {
      await pause();
      return answer(says(`Hello, ${user_name.content?.name}!`));
    });
  },
};

// Schemas of tools that take something.
const schemas = {
  test_sampling: needs('prompt'),
  test_elicitation: needs('message'),
  test_custom_header: {
    type: 'object',
    properties: { region: { type: 'string', description: 'Where', 'x-mcp-header': 'Region' } },
    required: ['region'],
  },
  json_schema_2020_12_tool: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    $defs: {
      address: {
        $anchor: 'addressDef',
        type: 'object',
        properties: { street: { type: 'string' }, city: { type: 'string' } },
      },
    },
    properties: {
      name: { type: 'string' },
      address: { $ref: '#/$defs/address' },
      contactMethod: { type: 'string', enum: ['phone', 'email'] },
      phone: { type: 'string' },
      email: { type: 'string' },
    },
    allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
    if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
    then: { required: ['phone'] },
    else: { required: ['email'] },
    additionalProperties: false,
  },
};

export const tools = new Map(
  Object.entries(run).map(([name, body]) => {
    const description = `For the scenario of ${name.replaceAll('_', ' ')}`;
    return [name, { item: { name, description, inputSchema: schemas[name] ?? nothing }, body }];
  }),
);

const user = (...content) => content.map((part) => ({ role: 'user', content: part }));
const takes = (...names) =>
  names.map((name) => ({ name, description: `The ${name}`, required: true }));

export const prompts = new Map(
  [
    ['test_simple_prompt', [], () => user(says('This is a simple prompt for testing.'))],
    [
      'test_prompt_with_arguments',
      takes('arg1', 'arg2'),
      ({ arg1, arg2 }) => user(says(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
    ],
    [
      'test_prompt_with_embedded_resource',
      takes('resourceUri'),
      ({ resourceUri }) =>
        user(
          embedded(resourceUri, 'text/plain', 'Embedded resource content for testing.'),
          says('Please process the embedded resource above.'),
        ),
    ],
    [
      'test_prompt_with_image',
      [],
      () => user(image, says('Please analyze the image above.')),
    ],
    [
      'test_input_required_result_prompt',
      [],
      async (_, call) => {
        const question = field('What context should the prompt use?', 'context');
        const said = await call.ask({ user_context: question });
        return user(says(`Context: ${said.user_context.content?.context}`));
      },
    ],
  ].map(([name, args, body]) => {
    const description = `For the scenario of ${name.replaceAll('_', ' ')}`;
    return [name, { item: { name, description, arguments: args }, body }];
  }),
);

const watched = 'test://watched-resource';
export const resources = [
  { uri: 'test://static-text', name: 'text', mimeType: 'text/plain' },
  { uri: 'test://static-binary', name: 'binary', mimeType: 'image/png' },
  { uri: watched, name: 'watched', mimeType: 'text/plain' },
];
export const templates = [
  { uriTemplate: 'test://template/{id}/data', name: 'data', mimeType: 'application/json' },
];

// The contents of a resource; `undefined` where there is none.
export function read(uri) {
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  if (id !== undefined) {
    const text = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
    return { uri, mimeType: 'application/json', text };
  }
  switch (uri) {
    case 'test://static-text':
      return {
        uri,
        mimeType: 'text/plain',
        text: 'This is the content of the static text resource.',
      };
    case 'test://static-binary':
      return { uri, mimeType: 'image/png', blob: PIXEL };
    case watched:
      return { uri, mimeType: 'text/plain', text: 'Watched' };
  }
}
