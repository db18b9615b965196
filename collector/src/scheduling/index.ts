export { RightOfWay } from './rightOfWay';
