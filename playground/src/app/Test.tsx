export function Test() {
  return <p />;
}
