export function Backtest() {
  return <p />;
}
