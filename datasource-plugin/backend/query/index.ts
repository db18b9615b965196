export { type QueryRoom, answerQueries } from './answerQueries';
