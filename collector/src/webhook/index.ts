export { createWebhook, type Webhook, type WebhookOptions } from './createWebhook';
