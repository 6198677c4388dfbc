import type { TransactionSql } from 'postgres';
import type { PostgresClient } from './database.ts';

export type Transaction = TransactionSql<{ bigint: number; date: string }>;

/**
 * A transaction to which work is given bit by bit while other things go on: it begins with the first piece, the pieces run one after the other in the
 * order in which they were given, and nobody sees any of it before `commit`.
 */
export class OpenTransaction {
  readonly #sql: PostgresClient;
  readonly #end = Promise.withResolvers<void>();
  #begun: { transaction: Promise<Transaction>; over: Promise<unknown> } | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(sql: PostgresClient) {
    this.#sql = sql;
    // Given up before it began, it is nobody's error.
    this.#end.promise.catch(() => undefined);
  }

  run<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    this.#begun ??= this.#begin();
    const { transaction } = this.#begun;
    const result = this.#last.then(async () => work(await transaction));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** @throws what made the transaction impossible; nothing of it is there then */
  async commit(): Promise<void> {
    await this.#last;
    this.#end.resolve();
    await this.#begun?.over;
  }

  /** Undoes what was done. Nothing happens where it was committed. */
  async giveUp(): Promise<void> {
    await this.#last;
    this.#end.reject(new Error('the transaction was given up'));
    await this.#begun?.over.catch(() => undefined);
  }

  #begin() {
    const { promise: transaction, resolve, reject } = Promise.withResolvers<Transaction>();
    const over = this.#sql.begin(async (tx) => {
      resolve(tx);
      await this.#end.promise;
    });
    over.catch(reject);
    return { transaction, over };
  }
}
