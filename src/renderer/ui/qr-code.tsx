import { QRCodeSVG } from 'qrcode.react';
import styles from './qr-code.module.css';

type QrCodeProps = {
  /** What a camera is to read. */
  readonly value: string;
  /** What it is, for those who cannot see it. */
  readonly label: string;
};

/** Modules of white round the code: ISO/IEC 18004, 6.3.8, asks for four. */
const QUIET_ZONE = 4;

/**
 * Something to scan. Black on white in every theme: many readers do not know a light code on dark.
 * Level M survives 15 % of damage (a reflection, a crease), which on a screen is plenty.
 */
export function QrCode({ value, label }: QrCodeProps) {
  return (
    <QRCodeSVG
      value={value}
      level="M"
      marginSize={QUIET_ZONE}
      bgColor="#ffffff"
      fgColor="#000000"
      aria-label={label}
      className={styles['code']}
    />
  );
}
