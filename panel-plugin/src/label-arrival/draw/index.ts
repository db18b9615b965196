export { layoutTriangle, type TriangleLayout } from './layoutTriangle';
