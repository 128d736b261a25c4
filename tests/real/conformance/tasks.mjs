// Work that goes on after its call was answered: the tasks extension of the modern era.

import { randomUUID } from 'node:crypto';

export const EXTENSION = 'io.modelcontextprotocol/tasks';
const OVER = ['completed', 'failed', 'cancelled'];
const now = () => new Date().toISOString();

export class Tasks {
  #all = new Map();
  #Refusal;

  constructor(Refusal) {
    this.#Refusal = Refusal;
  }

  // Begins `work`, which may ask by the function that it gets; what the call is answered with.
  begin(work) {
    const task = { taskId: randomUUID(), status: 'working', createdAt: now(), asked: {}, said: {} };
    this.#all.set(task.taskId, task);
    this.#become(task, 'working');
    const ask = (questions) => {
      this.#become(task, 'input_required', { asked: { ...questions } });
      return new Promise((answered) => (task.answered = answered));
    };
    work(ask).then(
      (result) => this.#become(task, 'completed', { result }),
      ({ error, message }) =>
        this.#become(task, 'failed', { error: error ?? { code: -32603, message } }),
    );
    return { resultType: 'task', ...this.#shown(task) };
  }

  get(call) {
    const task = this.#find(call);
    const { status, result, error, asked } = task;
    return {
      ...this.#shown(task),
      ...(result && { result }),
      ...(error && { error }),
      ...(status === 'input_required' && { inputRequests: asked }),
    };
  }

  update(call) {
    const task = this.#find(call);
    for (const [key, answer] of Object.entries(call.params.inputResponses ?? {})) {
      if (!(key in task.asked)) continue;
      task.said[key] = answer;
      delete task.asked[key];
    }
    if (task.status === 'input_required' && Object.keys(task.asked).length === 0) {
      this.#become(task, 'working');
      task.answered(task.said);
    }
    return {};
  }

  cancel(call) {
    this.#become(this.#find(call), 'cancelled');
    return {};
  }

  #find(call) {
    call.mustHaveTasks();
    const { taskId } = call.params;
    const task = this.#all.get(taskId);
    if (!task) throw new this.#Refusal(-32602, 'Unknown task', { taskId });
    return task;
  }

  // Nothing changes what is over.
  #become(task, status, more) {
    if (!OVER.includes(task.status)) Object.assign(task, more, { status, lastUpdatedAt: now() });
  }

  #shown({ taskId, status, createdAt, lastUpdatedAt }) {
    return { taskId, status, createdAt, lastUpdatedAt, ttlMs: 600_000, pollIntervalMs: 200 };
  }
}
