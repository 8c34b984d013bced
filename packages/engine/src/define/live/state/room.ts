/** Keeps rows of numbers for rooms, and makes one longer when its room asks. */
export interface RoomHost {
  /** Makes the row of a room that was moved here `places` long, what is in it at its beginning, and moves the room there. */
  lengthen(room: Room, id: number, places: number): void;
}

/**
 * A row of numbers that holds all that is kept of something. The row is its own, or lies in an array that many share: then
 * `moveTo` says where, and one object reads and writes any number of rows in turn. Everything is written in place, so
 * that what is kept of many units for long makes no work for the garbage collector.
 */
export abstract class Room {
  protected room: Float64Array = NOWHERE;
  /** Where its places begin, and how many there are. */
  protected from = 0;
  protected places = 0;
  #host: RoomHost | undefined;
  #id = -1;

  /** How many places a row has at first. */
  abstract readonly firstPlaces: number;

  /** Writes into its row that nothing has come. To be called before anything else is. */
  abstract clear(): void;

  /** Reads and writes these places of an array from now on; `id`: what the host knows them by. */
  moveTo(room: Float64Array, from: number, places: number, host: RoomHost, id: number): void {
    this.room = room;
    this.from = from;
    this.places = places;
    this.#host = host;
    this.#id = id;
  }

  /** Gets a row of its own. */
  protected settle(): void {
    this.room = new Float64Array(this.firstPlaces);
    this.places = this.firstPlaces;
    this.clear();
  }

  /** More places, after those that there are; what stands in them is not told. */
  protected lengthen(places: number): void {
    if (this.#host !== undefined) {
      this.#host.lengthen(this, this.#id, places);
      return;
    }
    const longer = new Float64Array(places);
    longer.set(this.room.subarray(this.from, this.from + this.places));
    this.room = longer;
    this.from = 0;
    this.places = places;
  }
}

const NOWHERE = new Float64Array(0);
