import type { ToolDeclarations } from '../../src/index.ts';

/** Declarations of made-up applications, as their makers would write them. */
const text = { type: 'string' };
const list = { type: 'array', items: text };
const takes = (...names: readonly string[]): object => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, name.endsWith('s') ? list : text])),
});

/** A team chat. */
export const chat: ToolDeclarations = {
  list_rooms: { description: 'Lists all rooms.', effect: 'read', sideEffect: false, resultTrust: 'trusted' },
  read_room: {
    description: 'Reads the messages of a room.',
    parameters: takes('room'),
    effect: 'read',
    sideEffect: false,
    resultTrust: 'structured',
    untrustedResultFields: ['text'],
    sensitiveRead: true,
  },
  open_page: {
    description: 'Fetches a web page.',
    parameters: takes('url'),
    effect: 'read',
    sideEffect: false,
    sinkArgs: { url: 'url' },
  },
  send_private_message: {
    description: 'Sends a private message to a person.',
    parameters: takes('recipient', 'body'),
    effect: 'send',
    sinkArgs: { recipient: 'user' },
    resultTrust: 'trusted',
  },
  send_room_message: {
    description: 'Posts a message to a room.',
    parameters: takes('room', 'body'),
    effect: 'send',
    sinkArgs: { room: 'channel' },
    resultTrust: 'trusted',
  },
  invite_person: {
    description: 'Invites somebody to the workspace by mail.',
    parameters: takes('name', 'email'),
    effect: 'account',
    sinkArgs: { name: 'user', email: 'email' },
    resultTrust: 'trusted',
  },
  remove_person: {
    description: 'Removes somebody from the workspace.',
    parameters: takes('name'),
    effect: 'delete',
    sinkArgs: { name: 'user' },
    resultTrust: 'trusted',
  },
};

/** A shop with its orders. */
export const shop: ToolDeclarations = {
  find_orders: {
    description: 'Finds orders of the customer.',
    parameters: takes('words'),
    effect: 'read',
    sideEffect: false,
    resultTrust: 'structured',
    untrustedResultFields: ['note', 'review'],
  },
  cancel_order: {
    description: 'Cancels an order.',
    parameters: takes('order'),
    effect: 'delete',
    sinkArgs: { order: 'order_id' },
    resultTrust: 'trusted',
  },
  refund_order: {
    description: 'Pays the price of an order back.',
    parameters: takes('order', 'account'),
    effect: 'money',
    sinkArgs: { order: 'order_id', account: 'account' },
    resultTrust: 'trusted',
  },
  change_address: {
    description: 'Changes the delivery address of an order.',
    parameters: takes('order', 'address'),
    effect: 'write',
    sinkArgs: { order: 'order_id', address: 'text' },
    resultTrust: 'trusted',
  },
};

/** Customers and deals of a sales team. */
export const crm: ToolDeclarations = {
  find_leads: {
    description: 'Finds leads by name or company.',
    parameters: takes('query'),
    effect: 'read',
    sideEffect: false,
    resultTrust: 'structured',
    untrustedResultFields: ['notes', 'name', 'company'],
  },
  mail_lead: {
    description: 'Sends a mail to a lead.',
    parameters: takes('to', 'subject', 'body'),
    effect: 'send',
    sinkArgs: { to: 'email' },
    resultTrust: 'trusted',
  },
  set_stage: {
    description: 'Sets the stage of a deal.',
    parameters: takes('deal', 'stage'),
    effect: 'write',
    sinkArgs: { deal: 'deal_id' },
    resultTrust: 'trusted',
  },
  export_leads: {
    description: 'Exports all leads to a webhook.',
    parameters: takes('webhook'),
    effect: 'send',
    sinkArgs: { webhook: 'url' },
    resultTrust: 'trusted',
  },
};

/** Journeys. */
export const travel: ToolDeclarations = {
  find_hotels: {
    description: 'Finds hotels in a city.',
    parameters: takes('city'),
    effect: 'read',
    sideEffect: false,
    resultTrust: 'structured',
    untrustedResultFields: ['reviews'],
  },
  reserve_hotel: {
    description: 'Reserves a room in a hotel.',
    parameters: takes('hotel', 'from', 'to'),
    effect: 'write',
    sinkArgs: { hotel: 'hotel' },
    resultTrust: 'trusted',
  },
  reserve_rental_car: {
    description: 'Reserves a car.',
    parameters: takes('company', 'from', 'to'),
    effect: 'write',
    sinkArgs: { company: 'company' },
    resultTrust: 'trusted',
  },
  send_itinerary: {
    description: 'Sends the itinerary by mail.',
    parameters: takes('to', 'body'),
    effect: 'send',
    sinkArgs: { to: 'email' },
    resultTrust: 'trusted',
  },
};
